namespace LocalAI.Plugins.Store.Requests;

/// <summary>The name of a namespace in LoadModel's <c>Model</c>: <c>store://faces</c>, or <c>store://</c> for the default one.</summary>
internal static class NamespaceName
{
    /// <summary>What every name begins with.</summary>
    public const string Prefix = "store://";

    private const int Longest = 200;

    /// <summary>The name behind the prefix; null when it is none, with the reason.</summary>
    public static string? Read(string model, out string fault)
    {
        fault = "";
        if (!model.StartsWith(Prefix, StringComparison.Ordinal))
        {
            fault = $"Model is '{model}', which is no namespace; write {Prefix}NAME";
            return null;
        }
        var name = model[Prefix.Length..];
        if (name.Length > Longest)
            fault = $"the namespace's name has {name.Length} characters; shorten it to {Longest}";
        else if (name is "." or ".." || name.Any(c => !char.IsLetterOrDigit(c) && !"._-:@+ ".Contains(c, StringComparison.Ordinal)))
            fault = $"Model is '{model}'; a namespace's name may have letters, digits, spaces and . _ - : @ +";
        return fault.Length == 0 ? name : null;
    }
}
