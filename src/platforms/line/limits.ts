import { checkAction } from './limits-action.ts';
import {
  checkOneOf,
  checkSize,
  checkText,
  checkUri,
  each,
  isNode,
  type Node,
  type Place,
  type Problem,
} from './limits-check.ts';
import { checkFlex } from './limits-flex.ts';
import { checkTemplate } from './limits-template.ts';

export type { Problem } from './limits-check.ts';

const MESSAGES = 5;
const QUICK_REPLIES = 13;
const MEDIA = ['https:'];
const TYPES = 'text textV2 sticker image video audio location imagemap template flex coupon'.split(
  ' ',
);
const dotted = (at: string, name: string): string => `${at}.${name}`;

/**
 * Everything LINE would refuse in the messages of one request; empty when it would take them.
 * https://developers.line.biz/en/reference/messaging-api/#message-objects
 */
export function problems(messages: unknown): Problem[] {
  const place = { value: messages, at: 'messages' };
  const size = checkSize(place, 1, MESSAGES);
  return size.length > 0 ? size : each(place, checkMessage);
}

function checkMessage({ value, at }: Place): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const place = (name: string): Place => ({ value: value[name], at: dotted(at, name) });
  const type = checkOneOf(place('type'), TYPES);
  if (type.length > 0) return type;
  return [
    ...checkBody(value, { place, at }),
    ...checkQuickReply(place('quickReply')),
    ...checkSender(place('sender')),
  ];
}

type Within = { place: (name: string) => Place; at: string };

function checkBody(message: Node, { place, at }: Within): Problem[] {
  switch (message['type']) {
    case 'text':
    case 'textV2':
      return checkText(place('text'), { max: 5000 });
    case 'sticker':
      return [
        ...checkText(place('packageId'), { max: 100 }),
        ...checkText(place('stickerId'), { max: 100 }),
      ];
    case 'image':
    case 'video':
      return ['originalContentUrl', 'previewImageUrl'].flatMap((name) =>
        checkUri(place(name), 2000, MEDIA),
      );
    case 'audio':
      return checkUri(place('originalContentUrl'), 2000, MEDIA);
    case 'location':
      return [
        ...checkText(place('title'), { max: 100 }),
        ...checkText(place('address'), { max: 100 }),
      ];
    case 'template':
      return [...checkText(place('altText'), { max: 1500 }), ...checkTemplate(place('template'))];
    case 'flex':
      return [
        ...checkText(place('altText'), { max: 1500 }),
        ...checkFlex({ value: message['contents'], at }),
      ];
    case 'imagemap':
      return checkText(place('altText'), { max: 1500 });
    default:
      return [];
  }
}

function checkQuickReply({ value, at }: Place): Problem[] {
  if (value === undefined) return [];
  const items = { value: isNode(value) ? value['items'] : undefined, at: `${at}.items` };
  return [...checkSize(items, 1, QUICK_REPLIES), ...each(items, checkQuickReplyItem)];
}

function checkQuickReplyItem({ value, at }: Place): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const icon = { value: value['imageUrl'], at: `${at}.imageUrl` };
  return [
    ...(icon.value === undefined ? [] : checkUri(icon, 2000, MEDIA)),
    ...checkAction(
      { value: value['action'], at: `${at}.action` },
      { label: 20, quickReply: true },
      dotted,
    ),
  ];
}

function checkSender({ value, at }: Place): Problem[] {
  if (value === undefined) return [];
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const icon = { value: value['iconUrl'], at: `${at}.iconUrl` };
  return [
    ...checkText({ value: value['name'], at: `${at}.name` }, { max: 20, optional: true }),
    ...(icon.value === undefined ? [] : checkUri(icon, 2000, MEDIA)),
  ];
}
