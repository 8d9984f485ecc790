"""The pages' components, and the server that shows them: the only streamlit code of the package."""
