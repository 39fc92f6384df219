namespace LocalAI.Plugins.OnnxRuntime.Files;

/// <summary>One field of a protobuf message.</summary>
/// <param name="Number">Which.</param>
/// <param name="Value">Its number, where it is one.</param>
/// <param name="Start">Where its content begins in the file.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsBytes">Whether its content is a text, bytes or a message.</param>
internal readonly record struct ProtoField(int Number, long Value, long Start, long End, bool IsBytes);
