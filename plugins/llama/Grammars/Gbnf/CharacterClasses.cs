namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>Numbers the code points so that those with the same number are the same to every step of a grammar.</summary>
internal sealed class CharacterClasses
{
    private const int Ascii = 128;

    private readonly int[] _firsts;
    private readonly int[] _ascii;

    public CharacterClasses(GbnfRules rules)
    {
        var characters = rules.Elements.Where(element => element.Kind == GbnfKind.Character).Select(element => element.Value);
        _firsts = [.. characters.SelectMany(value => (int[])[value, value + 1]).Concat(rules.Sets.SelectMany(set => set.Edges)).Distinct()];
        Array.Sort(_firsts);
        _ascii = [.. Enumerable.Range(0, Ascii).Select(Search)];
    }

    /// <summary>How many classes there are.</summary>
    public int Count => _firsts.Length + 1;

    /// <summary>The number of a code point, from 0.</summary>
    public int Of(int codePoint) => codePoint < Ascii ? _ascii[codePoint] : Search(codePoint);

    private int Search(int codePoint)
    {
        var index = Array.BinarySearch(_firsts, codePoint);
        return index >= 0 ? index + 1 : ~index;
    }
}
