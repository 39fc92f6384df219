namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>The kinds of tokens; the numbers are those of GGUF, and of a sentencepiece model too.</summary>
internal enum TokenKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
