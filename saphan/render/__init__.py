"""DOCX, XLSX, HTML, PDF and charts from one description of a paper: no tables."""
