import type { CallSite, FileFacts, ProjectFacts } from '../../facts/types';
import { oncePerProject } from '../syntax/once-per-project';

/** Whether a call makes a tracer by jaeger-client. */
export function isJaegerMaker({ member }: Pick<CallSite, 'member'>): boolean {
  return member.startsWith('jaeger.');
}

/** The calls of a file that make tracers by jaeger-client. */
export function makersIn({ calls }: Pick<FileFacts, 'calls'>): readonly CallSite[] {
  return calls.filter(isJaegerMaker);
}

/** Whether a file makes a tracer by jaeger-client. */
export function makesByJaeger({ calls }: Pick<FileFacts, 'calls'>): boolean {
  return calls.some(isJaegerMaker);
}

/** The files of a project that make a tracer by jaeger-client. */
export const filesByJaeger = oncePerProject(({ files }): readonly FileFacts[] =>
  [...files.values()].filter(makesByJaeger),
);

/** Whether the project makes a tracer of Jaeger, for which a module is created whose tracer has `close(callback)` as well. */
export function makesJaegerTracer(project: ProjectFacts): boolean {
  return filesByJaeger(project).length > 0;
}
