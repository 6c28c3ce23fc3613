import type { Field } from '../../core/command.ts';
import { text, type Text } from '../../core/text.ts';
import { PROCESSES, type Process } from './link-status.ts';

/** The process's own name, glossed in other languages. */
export function processText(process: Process): Text {
  return text(`shipping.process.${process}`);
}

/** Which of the three processes. */
export const processField: Field<object> = {
  name: 'process',
  terms: 'shipping.process',
  take: ([word = '']) => (PROCESSES.some((process) => process === word) ? 1 : 0),
  options: PROCESSES.map((process) => ({ label: processText(process), value: process })),
};
