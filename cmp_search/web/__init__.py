"""The app: Streamlit pages in every language of `words`; nothing here searches or ranks."""
