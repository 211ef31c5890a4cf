"""Every figure of an imported workbook beside an independent computation of it."""
