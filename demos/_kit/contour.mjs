/** Where a field on a grid crosses zero: marching squares (Lorensen and Cline 1987, in the plane). */

/**
 * Line segments [x1, y1, x2, y2] in grid coordinates, cell centres at whole numbers.
 * @param {number} rows
 * @param {number} columns
 * @param {(row: number, column: number) => number} field
 */
export function zeroLines(rows, columns, field) {
  const segments = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const crossings = cellCrossings(row, column, field);
      for (let i = 0; i + 1 < crossings.length; i += 2) segments.push([...crossings[i], ...crossings[i + 1]]);
    }
  }
  return segments;
}

/** Points where the four edges of a cell cross zero, in order around the cell: none, two or four. */
function cellCrossings(row, column, field) {
  const corners = [[0, 0], [0, 1], [1, 1], [1, 0]];
  const values = corners.map(([down, right]) => field(row + down, column + right));
  const points = [];
  for (let i = 0; i < 4; i++) {
    const [from, to] = [values[i], values[(i + 1) % 4]];
    if (from >= 0 === to >= 0) continue;
    const t = from / (from - to);
    const [a, b] = [corners[i], corners[(i + 1) % 4]];
    points.push([column + a[1] + t * (b[1] - a[1]), row + a[0] + t * (b[0] - a[0])]);
  }
  return points;
}
