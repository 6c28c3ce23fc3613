import type { Hono } from 'hono';
import { NOT_FOUND, invalidProperty, refuse } from './answers.ts';
import type { Env } from './faults.ts';
import { isObject } from './guards.ts';
import type { World } from './world.ts';

type Reading = { world: World; quota: number | undefined; destination: string; name: string };

/** Profiles, groups, quota, content and the loading animation. https://developers.line.biz/en/reference/messaging-api/ */
export function addReading(app: Hono<Env>, { world, quota, destination, name }: Reading): void {
  app.get('/v2/bot/info', (context) =>
    context.json({
      userId: destination,
      basicId: '@000tenban',
      displayName: name,
      chatMode: 'bot',
      markAsReadMode: 'auto',
    }),
  );
  app.get('/v2/bot/message/quota', (context) =>
    context.json(quota === undefined ? { type: 'none' } : { type: 'limited', value: quota }),
  );
  app.get('/v2/bot/message/quota/consumption', (context) =>
    context.json({ totalUsage: world.quotaUsed() }),
  );
  app.get('/v2/bot/message/:id/content', (context) => {
    const content = world.contents.get(context.req.param('id'));
    if (content === undefined) return refuse(context, 404, { message: NOT_FOUND });
    return context.body(new Uint8Array(content.bytes), 200, { 'Content-Type': content.type });
  });
  addPeople(app, world);
  addLoading(app, world);
}

function addPeople(app: Hono<Env>, { users, groups }: World): void {
  app.get('/v2/bot/profile/:user', (context) => {
    const user = users.get(context.req.param('user'));
    if (user === undefined) return refuse(context, 404, { message: NOT_FOUND });
    const { id: userId, name: displayName, language } = user;
    return context.json({ userId, displayName, ...(language !== undefined && { language }) });
  });
  app.get('/v2/bot/group/:group/summary', (context) => {
    const group = groups.get(context.req.param('group'));
    if (group === undefined) return refuse(context, 404, { message: NOT_FOUND });
    return context.json({ groupId: group.id, groupName: group.name });
  });
  app.get('/v2/bot/group/:group/members/count', (context) => {
    const group = groups.get(context.req.param('group'));
    if (group === undefined) return refuse(context, 404, { message: NOT_FOUND });
    return context.json({ count: group.members.length });
  });
  app.get('/v2/bot/group/:group/member/:user', (context) => {
    const group = groups.get(context.req.param('group'));
    const user = users.get(context.req.param('user'));
    if (user === undefined || !group?.members.includes(user.id)) {
      return refuse(context, 404, { message: NOT_FOUND });
    }
    return context.json({ userId: user.id, displayName: user.name });
  });
}

function addLoading(app: Hono<Env>, world: World): void {
  app.post('/v2/bot/chat/loading/start', async (context) => {
    const body: unknown = await context.req.json();
    const { chatId, loadingSeconds = 20 } = isObject(body) ? body : {};
    if (typeof chatId !== 'string' || !world.users.has(chatId)) {
      return refuse(context, 400, invalidProperty('chatId'));
    }
    const seconds = Number(loadingSeconds);
    if (!(seconds >= 5 && seconds <= 60 && seconds % 5 === 0)) {
      return refuse(context, 400, invalidProperty('loadingSeconds'));
    }
    world.showLoading(chatId, seconds);
    return context.json({}, 202);
  });
}
