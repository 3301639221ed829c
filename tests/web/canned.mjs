// Messages of every kind, as the real bot sends them.

const button = (title, payload) => ({ title, payload });
const STEP_BUTTONS = [
  button('Done, next', '/next_step step'),
  button('Help me with this', '/ask_step_help'),
  button('Back', '/previous_step'),
  button('Skip this fix', '/skip_method last'),
];
const OUTCOME = [button('It works now', '/confirm_fixed'), button('Same error', '/report_still_failing whole')];

export const GREETING = {
  kind: 'text',
  text: 'Hi! I help when Threads says “Profile Photo Update Failed” on iPhone and iPad. Tell me what happens, or send me the picture.',
  buttons: [button("My profile photo won't change", '/report_profile_photo_error step'), button('What can you do?', '/ask_capabilities')],
};

export const ARTICLE = {
  id: 'profile_photo',
  title: 'Profile Photo Update Failed',
  product: 'Threads',
  platforms: ['iPhone', 'iPad'],
  summary: 'Threads could not change your profile picture.',
  error_messages: ['Profile Photo Update Failed'],
  takeaways: ['Close Threads completely and open it again.'],
  causes: [
    { id: 'glitch', title: 'A passing hiccup of the app', text: 'One network time-out is enough.' },
    { id: 'permission', title: 'Threads may not see your photos', text: 'Photos access is set to **Selected Photos**.' },
  ],
  fixes: [{ title: 'Force Quit and Reopen Threads', steps: [{ title: 'Open the App Switcher', text: 'Swipe up from the bottom.' }] }],
  prevention: 'Keep the app up to date.',
};

// A stand-in for a photograph.
export const PICTURE = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#b9d7ea"/><circle cx="32" cy="26" r="12" fill="#f2c9a0"/><path d="M8 64a24 24 0 0 1 48 0Z" fill="#35576b"/></svg>',
);

export const step = (drawing = 'app_switcher_swipe', more = {}) => ({
  kind: 'step',
  text: 'Fix 2 of 5 · step 1 of 4\n**Open the App Switcher**\nSwipe up from the bottom of the screen and pause with your finger still on it.',
  fix: 2,
  fixes: 5,
  fix_title: 'Force Quit and Reopen Threads',
  step: 1,
  steps: 4,
  title: 'Open the App Switcher',
  body: 'Swipe up from the bottom of the screen and pause with your finger still on it.',
  drawing,
  last: false,
  buttons: STEP_BUTTONS,
  ...more,
});

const LAST = step(null, {
  step: 4,
  title: 'Try your profile photo again',
  body: 'Go to your profile, tap **Edit Profile**, then your current photo, and choose a picture.',
  last: true,
  text: 'Fix 2 of 5 · step 4 of 4\n**Try your profile photo again**\nGo to your profile, tap **Edit Profile**, then your current photo, and choose a picture.\nDid it work?',
  buttons: [...OUTCOME, button('Help me with this', '/ask_step_help'), button('Back', '/previous_step')],
});

const WHOLE = {
  kind: 'whole_fix',
  text: 'Fix 3 of 5 · Check and Fix Photo Library Permission\n1. Open Settings\nDid it work?',
  fix: 3,
  fixes: 5,
  fix_title: 'Check and Fix Photo Library Permission',
  items: [
    { number: 1, title: 'Open iPhone Settings', body: 'Tap **Settings** on your Home screen.' },
    { number: 2, title: 'Scroll to Threads', body: 'Scroll down the list of apps and tap **Threads**.' },
    { number: 3, title: 'Select Full Access', body: "Tap **Full Access**. **Selected Photos** and **None** won't do." },
  ],
  buttons: OUTCOME,
};

const REPORT = {
  kind: 'report',
  text: 'I looked at your picture (HEIC, 4032 × 3024 pixels, 2.4 MB). Here is what I found:\n• This is a HEIC file.',
  facts: 'HEIC, 4032 × 3024 pixels, 2.4 MB',
  findings: [
    'This is a HEIC file, the format newer iPhones use. The app may refuse it without saying so; JPEG or PNG works.',
    'The picture is 4032 x 3024, not square. A square one shows in the circle as you mean it.',
    'The file tells where the picture was taken. The repaired copy leaves that out.',
  ],
};

const FILE = {
  kind: 'file',
  text: 'Your picture, ready for upload: 1024 × 1024 pixels',
  url: '/chat/files/repaired',
  preview: '/chat/files/preview',
  filename: 'IMG_0042-threads.jpg',
  alt: 'Your picture, ready for upload: 1024 × 1024 pixels',
};

const AFTER_FILE = { kind: 'text', text: 'Save it to your photos, then: In Threads go to your profile, tap **Edit Profile**, then your current photo, and choose the new picture.\nDid it work?', buttons: OUTCOME };

const HOSTILE = { kind: 'text', text: '<img src=x onerror="window.hacked=1"> **<b onclick=alert(1)>label</b>** [x](javascript:alert(1)) ![x](https://evil.example/x.png)' };

export function canned(said) {
  // Of a payload only what follows the intent counts.
  const word = said.replace(/^\/\w+/, '');
  const drawing = /drawing (\w+)/.exec(word);
  if (drawing) return [step(drawing[1])];
  if (/whole/.test(word)) return [{ kind: 'text', text: "Let's try this: **Check and Fix Photo Library Permission**. Threads can only use pictures that it may see." }, WHOLE];
  if (/report/.test(word)) return [REPORT, FILE, AFTER_FILE];
  if (/fine/.test(word)) return [{ ...REPORT, findings: [], text: 'Your picture is fine for Threads, so it must be something else.', buttons: OUTCOME }];
  if (/last/.test(word)) return [LAST];
  if (/step/.test(word)) return [{ kind: 'text', text: 'That sounds like a passing hiccup in the app. Restarting it clears most of them.' }, step()];
  if (/solved/.test(word)) return [{ kind: 'text', text: 'Great, glad it works!', end: 'solved' }];
  if (/thumb/.test(word)) return [{ kind: 'text', text: "Thank you, that's good to hear!", asks: 'comment' }];
  if (/kept/.test(word)) return [{ kind: 'text', text: 'Thank you, the team will read it.' }];
  if (/ticket/.test(word)) return [{ kind: 'text', text: 'Your ticket is **U-1001**.', end: 'handed_off' }];
  if (/hostile/.test(word)) return [HOSTILE];
  if (/many/.test(word)) return Array.from({ length: 12 }, (_, index) => ({ kind: 'text', text: `Answer ${index + 1} of 12` }));
  return [{ kind: 'text', text: `I heard “${word}”.\n• One thing\n• Another **thing**` }];
}
