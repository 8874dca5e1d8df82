"""Addresses of the figures; a cell's name is its address."""

from django.urls import path

from saphan.figures import banks, views

app_name = "figures"
urlpatterns = [
    path("", views.FigureTable.as_view(), name="table"),
    path("catalogue", views.Catalogue.as_view(), name="catalogue"),
    path("published", views.PublishedPage.as_view(), name="published"),
    path("compare", banks.ComparePage.as_view(), name="compare"),
    path("compare/sheet.<slug:kind>", banks.SheetPage.as_view(), name="sheet"),
    path("compare/<str:code>", banks.DifferencePage.as_view(), name="difference"),
    path("cells/<path:cell>", views.CellPage.as_view(), name="cell"),
    path("<str:code>", views.FigurePage.as_view(), name="figure"),
]
