import { type Notice, warn } from '../notices';
import type { LauncherOptions } from './options';

interface Reader {
  /** What the user is told that the option takes. */
  readonly takes: string;
  fits(value: unknown): boolean;
}

const TEXT: Reader = { takes: 'a text', fits: (value) => ['string', 'number', 'boolean'].includes(typeof value) };
const LIST: Reader = { takes: 'a list', fits: Array.isArray };

const READERS: Readonly<Record<keyof LauncherOptions, Reader>> = {
  accessToken: TEXT,
  serviceName: TEXT,
  serviceVersion: TEXT,
  resourceAttributes: { takes: 'an object', fits: (value) => typeof value === 'object' && !Array.isArray(value) },
  propagators: { takes: 'names or a list', fits: (value) => typeof value === 'string' || Array.isArray(value) },
  spanEndpoint: TEXT,
  logLevel: TEXT,
  sampler: TEXT,
  samplerArgument: { takes: 'a number', fits: TEXT.fits },
  instrumentations: LIST,
};

/** Options as they were read, and what is to be said of the others. */
export interface ReadOptions {
  readonly options: LauncherOptions;
  readonly notices: readonly Notice[];
}

/** What can be used of what the code gave: types bind nobody in JavaScript. One bad value does not cost the others, or the start. */
export function readOptions(given: unknown): ReadOptions {
  const notices: Notice[] = [];
  const complain = (text: string) => notices.push(warn(`configureOpenTelemetry() ${text}`));
  if (typeof given !== 'object' || given === null) {
    complain('takes an object of options: it was given something else, and goes by the environment');
    return { options: {}, notices };
  }
  const entries = Object.keys(given).flatMap((name) => {
    const reader = Object.hasOwn(READERS, name) ? READERS[name as keyof LauncherOptions] : undefined;
    if (reader === undefined) {
      complain(`has no option ${name}, which is left out: it has ${Object.keys(READERS).join(', ')}`);
      return [];
    }
    const value = memberOf(given, name);
    if (value === undefined || reader.fits(value)) return [[name, partsOf(name, value, complain)]];
    complain(`cannot use ${name}, which is left out: it takes ${reader.takes}`);
    return [];
  });
  return { options: Object.fromEntries(entries), notices };
}

/** A text of what is to be one; of a list or an object what is in it, as far as that can be used. */
function partsOf(name: string, value: unknown, complain: (text: string) => void): unknown {
  if (READERS[name as keyof LauncherOptions] === TEXT && value !== undefined) return String(value);
  if (name === 'propagators' && Array.isArray(value)) {
    const usable = value.filter((one) => typeof one === 'string' || isPropagator(one));
    if (usable.length < value.length)
      complain(
        'cannot use some of its propagators, which are left out: name them, or give objects with inject and extract',
      );
    return usable;
  }
  if (name !== 'resourceAttributes' || typeof value !== 'object' || value === null) return value;
  const attributes = Object.keys(value).map((key) => [key, memberOf(value, key)]);
  return Object.fromEntries(attributes.filter(([, one]) => one !== UNREADABLE));
}

function isPropagator(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return ['inject', 'extract', 'fields'].every((name) => typeof memberOf(value, name) === 'function');
}

/** Stands for what a getter has thrown at, and fits nothing. */
const UNREADABLE = Symbol('unreadable');

function memberOf(value: object, name: string): unknown {
  try {
    return (value as Record<string, unknown>)[name];
  } catch {
    return UNREADABLE;
  }
}
