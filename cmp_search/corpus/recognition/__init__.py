"""Recognising the text of scans, with OCRmyPDF and Tesseract: the extra `ocr`."""
