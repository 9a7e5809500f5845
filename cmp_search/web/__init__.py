"""The app: Streamlit pages in three languages; nothing here searches or ranks."""
