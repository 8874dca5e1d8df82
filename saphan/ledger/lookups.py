"""`filter(hash__any=[...])`: one array instead of thousands of placeholders, which take longer to
write down than the question takes to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Field, Lookup

if TYPE_CHECKING:
    Base = Lookup[Any]
else:
    Base = Lookup


@Field.register_lookup
class EqualsAny(Base):
    """Equal to one of the values of a list."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, params = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        values = [field.get_db_prep_value(each, connection) for each in self.rhs]
        return f"{left} = ANY(%s)", [*params, values]
