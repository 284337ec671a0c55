/** Runs `action` while `process.env` has the given variables, then puts back what was there: the SDK reads its settings from nowhere else. */
export function withEnvironment<T>(overlay: Readonly<Record<string, string | undefined>>, action: () => T): T {
  const before = Object.keys(overlay).map((name) => [name, process.env[name]] as const);
  try {
    for (const [name, value] of Object.entries(overlay)) setVariable(name, value);
    return action();
  } finally {
    for (const [name, value] of before) setVariable(name, value);
  }
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
