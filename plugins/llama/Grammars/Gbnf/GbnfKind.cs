namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>What a step of an alternative asks for.</summary>
internal enum GbnfKind : byte
{
    /// <summary>The rule has no further alternative.</summary>
    End,

    /// <summary>The alternative ends, another one of the rule follows.</summary>
    NextAlternative,

    /// <summary>What a rule matches.</summary>
    Rule,

    /// <summary>One code point.</summary>
    Character,

    /// <summary>A code point of a set.</summary>
    Set,

    /// <summary>One token of the vocabulary.</summary>
    Token,

    /// <summary>Any token but one.</summary>
    OtherToken,
}
