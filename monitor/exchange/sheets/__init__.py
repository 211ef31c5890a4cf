"""One file per sheet of the workbook: how its rows are compared with what is stored."""
