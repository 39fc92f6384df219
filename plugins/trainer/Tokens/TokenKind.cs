namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>The kinds of tokens; the numbers are those of GGUF.</summary>
internal enum TokenKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
