"""A run for other programs: tables, a workbook, packages of data."""
