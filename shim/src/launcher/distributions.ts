/** Distributions of OpenTelemetry that start an SDK of their own when they are preloaded, by the beginning of what is preloaded. */
const DISTRIBUTIONS: readonly string[] = [
  '@opentelemetry/auto-instrumentations-node',
  '@splunk/otel',
  '@elastic/opentelemetry-node',
  '@azure/monitor-opentelemetry',
  '@aws/aws-distro-opentelemetry-node-autoinstrumentation',
  '@dash0/opentelemetry',
  '@honeycombio/opentelemetry-node',
  '@grafana/otel',
];

/**
 * The distribution that is preloaded beside us, before or after: it starts the SDK, we only add the shim. A program that starts a
 * distribution from its code cannot be seen from here.
 */
export function findDistribution(execArgv: readonly string[], nodeOptions = ''): string | undefined {
  return findPreloads([...execArgv, ...nodeOptions.split(/\s+/)]).find(isDistribution);
}

function findPreloads(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    const [, flag, value] = /^(--require|--import|-r)(?:=(.*))?$/.exec(argument) ?? [];
    if (flag === undefined) return [];
    return [(value ?? args[index + 1] ?? '').replace(/^"(.*)"$/, '$1')];
  });
}

/** Also by path, as operators of clusters inject them. */
function isDistribution(preload: string): boolean {
  const path = preload.replaceAll('\\', '/');
  return DISTRIBUTIONS.some((name) => path === name || path.startsWith(`${name}/`) || path.includes(`/${name}/`));
}
