namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// What a reader yields when it must see more text to go on. A reader is a method that runs where it stopped when more has come, so
/// nothing is read twice and a long answer costs as much a character as a short one.
/// </summary>
internal readonly struct Pause;
