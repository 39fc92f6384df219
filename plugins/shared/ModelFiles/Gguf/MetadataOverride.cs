namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>A metadata value that replaces the file's own while the model is loaded.</summary>
/// <param name="Key">The metadata key, 1 to 127 bytes.</param>
/// <param name="Kind">Which of the values below counts.</param>
/// <param name="Integer">The value of an integer or, as 0 or 1, of a boolean.</param>
/// <param name="Number">The value of a floating-point number.</param>
/// <param name="Text">The value of a text, at most 127 bytes of UTF-8.</param>
internal sealed record MetadataOverride(string Key, OverrideKind Kind, long Integer = 0, double Number = 0, string Text = "");
