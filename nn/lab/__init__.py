"""What one does with a network: many runs at once, advanced fairly, watched by anybody, without Streamlit."""
