"""Networks in torch: built from a spec, loaded safely, exported to ONNX."""
