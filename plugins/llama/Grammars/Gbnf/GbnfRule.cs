namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>A rule while its grammar is being read.</summary>
/// <param name="Name">Its name; for what a group or a repetition becomes, that of the rule it stands in.</param>
/// <param name="Place">Where it was first mentioned, in characters from the beginning.</param>
internal sealed record GbnfRule(string Name, int Place)
{
    /// <summary>Its alternatives; null while only its name was mentioned.</summary>
    public GbnfElement[]? Body { get; set; }
}
