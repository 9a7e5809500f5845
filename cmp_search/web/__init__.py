"""The app: Streamlit pages in every language of `locales`; nothing here searches or ranks."""
