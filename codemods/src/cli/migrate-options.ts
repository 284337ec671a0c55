import { rules } from '../rules';
import type { MigrateOptions, RuleName } from '../rules/types';
import type { Arguments, OptionTable } from './options';
import type { TypeUse } from './run-migration';

/** What is one rule to a user may be several files. */
const RULE_NAMES = [...new Set(rules.map(({ name }) => name))];

/** The options that decide what the rewritten code looks like; `codemod` and `audit` share them, for an audit that tells the truth. */
export const MIGRATE_OPTIONS: OptionTable = {
  style: {
    value: 'style',
    choices: ['active', 'minimal'],
    default: 'active',
    help: 'startActiveSpan where it is safe, or startSpan everywhere',
  },
  parents: {
    value: 'parents',
    choices: ['faithful', 'active'],
    default: 'faithful',
    help: 'a span without a parent stays a root, or joins what is active',
  },
  'follows-from': {
    value: 'what',
    choices: ['parent', 'link'],
    default: 'parent',
    help: 'followsFrom alone becomes parent and link, or a new root with a link',
  },
  semconv: {
    value: 'names',
    choices: ['keep', 'stable', 'dual'],
    default: 'keep',
    help: "names of tags: as they are, today's conventions, or both",
  },
  'guard-values': { help: 'wrap values that are not proven to be attributes in a helper' },
  'no-comments': { help: 'leave no TODO comments where something stays' },
  'no-types': { help: "go by the source alone; do not load the project's TypeScript" },
  'no-verify-types': { help: 'do not compile the result; else a file with a new error in it stays as it is' },
  only: {
    value: 'rule',
    multiple: true,
    choices: RULE_NAMES,
    help: `only these rules, with commas between them: ${RULE_NAMES.join(', ')}`,
  },
};

/** What the user chose. The table above has checked each value. */
export function migrateOptionsOf(given: Arguments): Partial<MigrateOptions> {
  const only = given.list('only') as readonly RuleName[];
  return {
    style: given.text('style') as MigrateOptions['style'],
    parents: given.text('parents') as MigrateOptions['parents'],
    followsFrom: given.text('follows-from') as MigrateOptions['followsFrom'],
    semconv: given.text('semconv') as MigrateOptions['semconv'],
    guardValues: given.has('guard-values'),
    comments: !given.has('no-comments'),
    ...(only.length > 0 ? { only } : {}),
  };
}

/** The same choice as words of a command line, for the command that is to follow. */
export function wordsOf(given: Arguments): readonly string[] {
  return Object.entries(MIGRATE_OPTIONS)
    .filter(([name]) => given.has(name))
    .map(([name, { value, multiple }]) =>
      value === undefined ? `--${name}` : `--${name}=${multiple ? given.list(name).join(',') : given.text(name)}`,
    );
}

/** What the user lets a type checker be used for. */
export function typeUseOf(given: Arguments): TypeUse {
  const ask = !given.has('no-types');
  return { ask, verify: ask && !given.has('no-verify-types') };
}
