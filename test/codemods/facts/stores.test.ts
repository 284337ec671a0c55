import test from 'ava';
import { checkMarks, type Tree } from './support';

const OT = `const ot = require('opentracing'); const tracer = ot.globalTracer();`;

const follows = (title: string, source: string, more: Tree = {}) =>
  test(`follows ${title}`, (t) => void checkMarks(t, { 'a.js': `${OT}\n${source}`, ...more }));

follows(
  'a continuation-local namespace, over files, by its keys',
  `const ns = require('cls-hooked').createNamespace('app'); const KEY = 'span';
ns.run(() => { ns.set(KEY, tracer.startSpan('a')); }); ns.get('other')/*? - */;`,
  { 'b.js': `const ns = require('cls-hooked').getNamespace('app'); ns.get('span')/*? span? */;` },
);
follows(
  'AsyncLocalStorage',
  `const { AsyncLocalStorage } = require('node:async_hooks'); const als = new AsyncLocalStorage();
als.run({ span: tracer.startSpan('a') }, () => { als.getStore().span/*? span */; }); const { span } = als.getStore(); span/*? span */;
const direct = new AsyncLocalStorage(); direct.run(tracer, () => direct.getStore()/*? tracer? */);`,
);
follows(
  'emitters, over files, by their events',
  `const { EventEmitter } = require('events'); const bus = new EventEmitter(); exports.bus = bus; const ANY = String(Math.random());
bus.on('a', (n, s) => { n/*? - */; s/*? span by flow */; }).once('b', (t) => t/*? tracer by flow */); bus.emit('a', 1, tracer.startSpan('a'));
bus.on(ANY, (x) => x/*? tracer! by flow */); bus.on('c', (s) => s/*? - */);
const line = new EventEmitter(); line.on('d', function () { this.emit('e', tracer.startSpan('d')); }).on('e', (s) => s/*? span by flow */); line.emit('d');
class Jobs extends EventEmitter { run() { this.emit('done', tracer.startSpan('job')); } } new Jobs().on('done', (s) => s/*? span by flow */);`,
  { 'b.js': `const { bus } = require('./a'); bus.emit('b', require('opentracing').globalTracer());` },
);
follows(
  'lodash',
  `const _ = require('lodash'); function f(t, a) { t/*? tracer */; } _.partial(f, tracer)(1);
_.forEach([tracer.startSpan('a')], (s) => s/*? span */); _.get({ s: tracer }, 's')/*? tracer */;`,
);
follows(
  'what a middleware of express-opentracing hangs on requests',
  `const middleware = require('express-opentracing'); middleware({ tracer }); const h = (req) => req.span/*? span by field */;`,
);
follows(
  'Object.assign onto an unknown object',
  `module.exports = (req) => Object.assign(req, { span: tracer.startSpan('a') });`,
  { 'b.js': `module.exports = (req) => req.span/*? span by field */.finish();` },
);
follows(
  'the entries of an object that nothing is known of, over files, by their keys',
  `exports.before = (ctx) => { ctx.set('span', tracer.startSpan('a')); ctx.set('x', tracer); };
exports.after = (ctx) => { ctx.get('span')/*? span by field */; ctx.get('other')/*? - */; ctx.get('x')/*? tracer by field */; };`,
  { 'b.js': `exports.f = (request, other) => { request.get('span')/*? span by field */; other.get('x')/*? - */; };` },
);
follows(
  'what a framework is told to hang on its own objects, over files, by a name that says what it is',
  `exports.hapi = (server) => { server.decorate('server', 'tracer', tracer); server.decorate('request', 'span', () => tracer.startSpan('a'));
server.decorate('request', 'rootSpan', () => tracer.startSpan('b'), { apply: true }); server.expose('tracing', { tracer }); server.decorate('toolkit', 'any', tracer); };
exports.fastify = (app) => { app.decorateReply('replySpan', tracer.startSpan('c')); };`,
  {
    'b.js': `exports.f = (request, h, server) => { request.server.tracer/*? tracer by field */; request.span()/*? span by flow */; request.rootSpan/*? span by field */;
server.plugins.mine.tracing.tracer/*? tracer by flow */; h.any/*? - */; h.replySpan/*? span by field */; };`,
  },
);
follows(
  'a property that is defined on an unknown object',
  `exports.before = (req) => { Object.defineProperty(req, 'span', { value: tracer.startSpan('a') });
Object.defineProperty(req, 'tracer', { get() { return tracer; } }); };`,
  { 'b.js': `exports.f = (req) => { req.span/*? span by field */; req.tracer/*? tracer by field */; };` },
);
