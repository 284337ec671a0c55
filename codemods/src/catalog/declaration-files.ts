/** Whether a file only declares what stands elsewhere: `index.d.ts`. */
export function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}
