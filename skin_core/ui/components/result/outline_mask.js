// A mask: its pixels, 0 or 1, lie down the columns, as COCO counts run lengths: x * height + y.
function blank(width, height) {
  return { width, height, pixels: new Uint8Array(width * height) };
}

function share({ pixels }) {
  let inside = 0;
  for (let at = 0; at < pixels.length; at += 1) inside += pixels[at];
  return inside / pixels.length;
}

// Run lengths as COCO writes them: differences to the run before the last, five bits a character.
function encode({ pixels }) {
  const counts = [];
  let inside = 0, from = 0;
  for (let at = 0; at <= pixels.length; at += 1) {
    if (at < pixels.length && pixels[at] === inside) continue;
    counts.push(at - from);
    from = at;
    inside ^= 1;
  }
  return counts.map((count, place) => characters(count - (place > 2 ? counts[place - 2] : 0))).join("");
}

function characters(value) {
  let text = "";
  for (let more = true; more;) {
    const bits = value & 31;
    value >>= 5;
    more = value !== (bits & 16 ? -1 : 0);
    text += String.fromCharCode(bits + (more ? 32 : 0) + 48);
  }
  return text;
}

function decode(text, width, height) {
  const mask = blank(width, height), counts = [];
  let value = 0, shift = 0, at = 0;
  for (const one of text) {
    const bits = one.charCodeAt(0) - 48;
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    if (bits & 16) value |= -1 << shift;
    const count = value + (counts.length > 2 ? counts[counts.length - 2] : 0);
    if (counts.length % 2) mask.pixels.fill(1, at, at + count);
    counts.push(count);
    at += count;
    value = shift = 0;
  }
  return mask;
}

// A round brush drawn from one place to the next. where: the only pixels that it changes; null for all.
function stroke(mask, [x, y], [toX, toY], radius, value, where) {
  const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / Math.max(0.5, radius / 12)));
  for (let step = 0; step <= steps; step += 1) {
    const along = step / steps;
    disc(mask, x + (toX - x) * along, y + (toY - y) * along, radius, value, where);
  }
}

function disc({ pixels, width, height }, x, y, radius, value, where) {
  const last = Math.min(width - 1, Math.floor(x + radius));
  for (let column = Math.max(0, Math.floor(x - radius)); column <= last; column += 1) {
    const reach = Math.sqrt(radius ** 2 - (column + 0.5 - x) ** 2);
    if (reach >= 0) fillColumn(pixels, height, column, y - reach, y + reach, value, where);
  }
}

function fillColumn(pixels, height, column, top, bottom, value, where) {
  const first = column * height + Math.max(0, Math.ceil(top - 0.5));
  const end = column * height + Math.min(height, Math.floor(bottom + 0.5));
  if (end <= first) return;
  if (!where) pixels.fill(value, first, end);
  else for (let at = first; at < end; at += 1) if (where[at]) pixels[at] = value;
}

function polygon({ pixels, width, height }, corners, value) {
  for (let column = 0; column < width; column += 1) {
    const x = column + 0.5, crossed = [];
    corners.forEach(([fromX, fromY], place) => {
      const [toX, toY] = corners[(place + 1) % corners.length];
      if (fromX <= x !== toX <= x) crossed.push(fromY + (toY - fromY) * (x - fromX) / (toX - fromX));
    });
    crossed.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < crossed.length; pair += 2) {
      fillColumn(pixels, height, column, crossed[pair], crossed[pair + 1], value);
    }
  }
}

// The line round a mask, through the middle of its edges (marching squares): what of it lies between
// a column and the next, as x and y of one end after the other.
const OFF = { L: [-0.5, 0], T: [0, -0.5], R: [0.5, 0], B: [0, 0.5] };
const SIDES = ["", "LT", "TR", "LR", "RB", "LTRB", "TB", "LB", "LB", "TB", "TRLB", "RB", "LR", "TR", "LT", ""];

function edgesBeside({ pixels, width, height }, x) {
  const left = x * height, right = left + height, hasLeft = x >= 0, hasRight = x + 1 < width, found = [];
  let above = 0, aboveRight = 0;
  for (let y = 0; y <= height; y += 1) {
    const below = y < height && hasLeft ? pixels[left + y] : 0;
    const belowRight = y < height && hasRight ? pixels[right + y] : 0;
    const sides = SIDES[above | aboveRight << 1 | belowRight << 2 | below << 3];
    for (let end = 0; end < sides.length; end += 1) found.push(x + 1 + OFF[sides[end]][0], y + OFF[sides[end]][1]);
    above = below;
    aboveRight = belowRight;
  }
  return found;
}

function pathOf(edges) {
  const path = new Path2D();
  for (const ends of edges) {
    for (let at = 0; at < ends.length; at += 4) {
      path.moveTo(ends[at], ends[at + 1]);
      path.lineTo(ends[at + 2], ends[at + 3]);
    }
  }
  return path;
}

function contour(mask) {
  return pathOf(Array.from({ length: mask.width + 1 }, (_, place) => edgesBeside(mask, place - 1)));
}
