/** The configuration of one program, as a file that is not on the disk: the compiler takes roots and options in no other way. */
export interface VirtualConfig {
  readonly path: string;
  readonly text: string;
}

/** Beside the configuration that it extends, if there is one, so that what is relative stays so. */
export function virtualConfig(
  root: string,
  config: string | undefined,
  files: readonly string[],
  forced: Readonly<Record<string, unknown>> = forAnswers,
): VirtualConfig {
  const folder = config === undefined ? root : config.slice(0, config.lastIndexOf('/'));
  const extending = config === undefined ? {} : { extends: config };
  const compilerOptions = config === undefined ? { ...anyStyle, ...forced } : forced;
  return {
    path: `${folder}/tsconfig.ot2otel.json`,
    text: JSON.stringify({ ...extending, compilerOptions, files, include: [], references: [] }),
  };
}

/** `strictNullChecks` tells `Span | undefined` from `Span`, whatever the project has chosen; nothing is written anywhere. */
const forAnswers = {
  noEmit: true,
  allowJs: true,
  checkJs: false,
  skipLibCheck: true,
  strictNullChecks: true,
  composite: false,
  incremental: false,
};

/** How most programs are resolved that say nothing of it. */
const anyStyle = { target: 'esnext', module: 'preserve', moduleResolution: 'bundler' };
