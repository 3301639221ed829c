// Every word that the widget itself says. The bot's words come from the server.

export const words = {
  open: 'Open the help chat',
  close: 'Close',
  closeChat: 'Close the help chat',
  unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  notLoaded: 'The chat could not be loaded. Check your connection and tap once more.',

  title: 'Photo help',
  menu: 'More',
  startOver: 'Start over',
  deleteAll: 'Delete my conversation',
  deleteAsk: 'Delete this conversation?',
  deleteMeans: 'Your messages and pictures are erased for good, here and on the server.',
  deleteYes: 'Delete',
  deleteNo: 'Keep it',
  deleted: 'Your conversation is deleted.',
  notDeleted: 'That could not be deleted just now. Please try again in a moment.',

  greeting:
    'Hi! Does Threads say **Profile Photo Update Failed**? Tell me what happens, or send me the picture that it refuses.',
  checkPicture: 'Check my picture',

  conversation: 'Conversation',
  answers: 'Answers to choose from',
  write: 'Write a message',
  send: 'Send',
  addPicture: 'Add a picture',
  takePhoto: 'Take a photo',
  typing: 'Typing',
  you: 'You said:',
  bot: 'Help says:',

  offline: "You're offline. I keep your messages and send them when you're back.",
  reconnecting: 'Connecting again…',
  waiting: 'Waiting for the connection',
  sending: 'Sending…',
  failed: 'Not sent.',
  unreachable: 'The server could not be reached.',
  again: 'Try again',
  discard: 'Discard',

  fixOf: (fix, fixes) => `Fix ${fix} of ${fixes}`,
  stepOf: (step, steps) => `Step ${step} of ${steps}`,
  stepsOf: (steps) => (steps === 1 ? '1 step' : `${steps} steps`),
  didItWork: 'Did it work?',

  yourPicture: 'Your picture',
  sendPicture: 'Send picture',
  remove: 'Remove',
  cancel: 'Cancel',
  uploading: (percent) => `Uploading, ${percent} %`,
  drop: 'Drop your picture here',
  tooLarge: (name, size, limit) => `“${name}” has ${size}. I can take up to ${limit}, so I haven't sent it. Please choose a smaller one.`,
  empty: (name) => `“${name}” is empty. Please choose the picture once more.`,
  notPicture: (name) => `“${name}” is not a picture, so I haven't sent it.`,
  oneAtATime: 'One picture at a time, please. I took the first one.',

  findings: 'What I found in your picture',
  fine: 'Your picture looks fine',
  fileReady: 'Ready for upload',
  before: 'Before',
  after: 'After',
  noPreview: (kind) => `${kind} picture`,
  save: 'Save picture',
  saveHint: 'Tap **Save Image** in the sheet that opens.',
  saved: 'Done.',
  notSaved: 'That did not work. Please try again.',

  drawings: {
    app_switcher_swipe: 'A finger swipes up from the bottom edge and stops in the middle.',
    home_double_press: 'The Home button is pressed twice.',
    card_swipe_up: 'The middle one of three app cards is pushed up and off the screen.',
    settings_icon: 'The Settings icon, a gear, among the icons of the Home screen.',
    settings_rows: 'A list of settings with one row to tap.',
    settings_choice: 'A list of choices with a tick beside the last one.',
    crop_square: 'A square frame around the middle of a wide picture.',
    side_and_volume_buttons: 'Fingers hold the side button and a volume button.',
    side_button: 'A finger holds the side button.',
    ipad_top_and_volume_buttons: 'Fingers hold the top button and a volume button of an iPad.',
    ipad_top_button: 'A finger holds the top button of an iPad.',
    power_off_slider: 'A finger drags the power-off slider to the right.',
    app_store_icon: 'The App Store icon among the icons of the Home screen.',
    app_store_account: 'The round icon in the top right corner of the App Store.',
    app_store_update: 'A list of apps with Update beside one of them.',
    remove_app: 'The menu of an app icon with Remove App in it.',
  },
};

export function bytes(size) {
  if (size < 1e6) return `${Math.max(1, Math.round(size / 1e3))} kB`;
  return `${(size / 1e6).toFixed(1).replace(/\.0$/, '')} MB`;
}
