namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>The words that say, before a value between markers, what type it has, as in <c>string="true"</c>.</summary>
/// <param name="Text">Before a string; the others are before values written as JSON and differ from it.</param>
/// <param name="Number">Before a number.</param>
/// <param name="Boolean">Before true and false.</param>
/// <param name="Null">Before null.</param>
/// <param name="Array">Before an array.</param>
/// <param name="Object">Before an object.</param>
internal sealed record TypeWords(string Text, string Number, string Boolean, string Null, string Array, string Object);
