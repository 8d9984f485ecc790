// What is alike in colour to the place where a stroke begins. Brightness counts half: skin is lit unevenly.
const LEAST_APART = 9, MOST_APART = 40, SPREADS = 2.2, LIGHT = 0.5;

// Lightness and two colours of each pixel of the mask, in its order, each the mean of nine: a single hair does not count.
function coloursOf({ photo, mask: { width, height } }) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  drawBlurred(context, photo, width, height);
  const { data } = context.getImageData(0, 0, width, height), colours = new Float32Array(width * height * 3);
  for (let x = 0, at = 0; x < width; x += 1) {
    for (let y = 0; y < height; y += 1) {
      const from = (y * width + x) * 4, red = data[from], green = data[from + 1], blue = data[from + 2];
      const light = 0.299 * red + 0.587 * green + 0.114 * blue;
      colours[at++] = LIGHT * light;
      colours[at++] = red - light;
      colours[at++] = blue - light;
    }
  }
  return colours;
}

// Made half as large and as large again where the browser cannot blur, such as Safari before 18.
function drawBlurred(context, photo, width, height) {
  if ("filter" in context) {
    context.filter = "blur(1px)";
    context.drawImage(photo, 0, 0, width, height);
    return;
  }
  const small = document.createElement("canvas");
  small.width = Math.ceil(width / 2);
  small.height = Math.ceil(height / 2);
  const half = small.getContext("2d");
  half.imageSmoothingQuality = context.imageSmoothingQuality = "high";
  half.drawImage(photo, 0, 0, small.width, small.height);
  context.drawImage(small, 0, 0, width, height);
}

// Which pixels have the colour that the photo has there, 1 or 0: the more that varies, the more is alike.
function alikeTo(editor, [x, y], radius) {
  const { mask: { width, height } } = editor;
  const colours = editor.colours ??= coloursOf(editor), near = Math.max(2, radius * 0.25);
  const seed = [0, 0, 0], squares = [0, 0, 0];
  let count = 0;
  for (let column = Math.floor(x - near); column <= x + near; column += 1) {
    for (let row = Math.floor(y - near); row <= y + near; row += 1) {
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const at = (column * height + row) * 3;
      for (let part = 0; part < 3; part += 1) {
        seed[part] += colours[at + part];
        squares[part] += colours[at + part] ** 2;
      }
      count += 1;
    }
  }
  if (!count) return new Uint8Array(width * height);
  const [light, warm, cold] = seed.map((sum) => sum / count);
  const spread = Math.sqrt(squares.reduce((sum, square, part) => sum + Math.max(0, square / count - (seed[part] / count) ** 2), 0));
  const most = Math.min(MOST_APART, Math.max(LEAST_APART, SPREADS * spread)) ** 2, alike = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < alike.length; pixel += 1, at += 3) {
    const apart = (colours[at] - light) ** 2 + (colours[at + 1] - warm) ** 2 + (colours[at + 2] - cold) ** 2;
    alike[pixel] = apart < most ? 1 : 0;
  }
  return alike;
}
