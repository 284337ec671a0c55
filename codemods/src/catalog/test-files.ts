const TEST = /(?:^|[/._-])(?:tests?|specs?|__tests__|__mocks__|mocks?|stubs?|fakes?)(?=[/._-]|$)/i;

/** Files that exist to try others. */
export function isTestFile(path: string): boolean {
  return TEST.test(path);
}
