namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>A regular expression that cannot be followed.</summary>
/// <param name="message">Why, as the end of a sentence that begins with the expression.</param>
/// <param name="isUnsupported">Whether it is correct all the same.</param>
internal sealed class RegexException(string message, bool isUnsupported) : Exception(message)
{
    public bool IsUnsupported => isUnsupported;
}
