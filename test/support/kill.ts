import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Runs a script that prints one line per acknowledged write, kills it (-9) once it has printed a random number of them,
 * and returns every whole line. Lines that were on their way count: what was printed was acknowledged.
 */
export async function killAtRandom(script: URL, args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const enough = 1 + Math.floor(Math.random() * 60);
  let printed = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    printed += text;
    if (printed.split('\n').length > enough) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') throw new Error(`${script.pathname} ended by itself with ${code}`);
  return printed.split('\n').slice(0, -1);
}
