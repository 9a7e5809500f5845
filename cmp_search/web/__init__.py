"""The app: one Streamlit page over the searcher; nothing here searches or ranks."""
