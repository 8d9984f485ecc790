// Prints a PDF that the page holds already: the browser's own dialog opens over the page.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.querySelector(".word").textContent = data.word;
  button.onclick = () => show(data);
}

function show({ pdf, name }) {
  document.querySelectorAll("iframe.sd-print").forEach((old) => old.remove());
  const bytes = Uint8Array.from(atob(pdf), (one) => one.charCodeAt(0));
  const address = URL.createObjectURL(new File([bytes], name, { type: "application/pdf" }));
  const frame = document.createElement("iframe");
  frame.className = "sd-print";
  frame.title = name;
  frame.style.cssText = "position: fixed; width: 1px; height: 1px; border: 0; opacity: 0;";
  frame.onload = () => {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch {
      window.open(address); // a browser that shows PDFs in a program of its own prints from there
    }
  };
  frame.src = address;
  document.body.append(frame);
}
