"""Office formats of before and beside OOXML (.doc, .wps, .rtf, .odt, .xls, .et, .ods), read through LibreOffice."""
