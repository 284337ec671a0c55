import { hostname } from 'node:os';
import type { Configuration } from '../settings/configuration';
import { loadPart, type Sdk } from './find-sdk';
import { LateResource } from './late-resource';
import type { Resource } from './sdk-types';

/** What @opentelemetry/resources exports on both lines. */
interface Resources {
  defaultResource(): Resource;
  detectResources(options: { detectors: unknown[] }): Resource;
  resourceFromAttributes(attributes: Readonly<Record<string, unknown>>): Resource;
  readonly [detector: `${string}Detector`]: unknown;
}

export interface ResourceMaker {
  readonly resource: LateResource;
  from(attributes: Readonly<Record<string, unknown>>): Resource;
}

/** The names of OTEL_NODE_RESOURCE_DETECTORS; `env` is read by `resolveConfiguration`, which can say what is wrong with it. */
const DETECTORS: Readonly<Record<string, `${string}Detector`>> = {
  host: 'hostDetector',
  os: 'osDetector',
  process: 'processDetector',
  serviceinstance: 'serviceInstanceIdDetector',
};

/** The SDK's defaults, what its detectors find, and what was configured; each overrides the one before it. */
export function createResource(configuration: Configuration, sdk: Sdk, env: NodeJS.ProcessEnv): ResourceMaker {
  const resources = loadPart(sdk, '@opentelemetry/resources') as Resources | undefined;
  if (resources === undefined) throw new Error(`${sdk.name} ${sdk.version} lacks @opentelemetry/resources`);
  const detected = resources.detectResources({ detectors: chosenDetectors(resources, env) });
  const { serviceName, resourceAttributes } = configuration;
  const named = serviceName === undefined ? {} : { 'service.name': serviceName.value };
  const configured = resources.resourceFromAttributes({ 'host.name': hostname(), ...resourceAttributes, ...named });
  return {
    resource: new LateResource(resources.defaultResource().merge(detected).merge(configured)),
    from: (attributes) => resources.resourceFromAttributes(attributes),
  };
}

function chosenDetectors(resources: Resources, env: NodeJS.ProcessEnv): unknown[] {
  const asked = (env.OTEL_NODE_RESOURCE_DETECTORS || 'host,process').split(',').map((name) => name.trim());
  const names = asked.includes('all') ? Object.keys(DETECTORS) : asked;
  return names.flatMap((name) => {
    const detector = DETECTORS[name];
    return detector === undefined ? [] : [resources[detector]];
  });
}
