namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>A list of words: a tree of their beginnings.</summary>
internal sealed class WordLanguage : Language
{
    private readonly List<Dictionary<int, int>> _branches = [[]];
    private readonly HashSet<int> _ends = [];

    public WordLanguage(IEnumerable<string> words)
    {
        var characters = new HashSet<int>();
        foreach (var word in words)
        {
            var state = 0;
            foreach (var rune in word.EnumerateRunes())
            {
                characters.Add(rune.Value);
                if (!_branches[state].TryGetValue(rune.Value, out var next))
                {
                    next = _branches.Count;
                    _branches[state].Add(rune.Value, next);
                    _branches.Add([]);
                }
                state = next;
            }
            _ends.Add(state);
        }
        Alphabet = [.. characters.Select(CharacterSet.Of)];
    }

    public override IReadOnlyCollection<CharacterSet> Alphabet { get; }

    public override int Start => 0;

    public override int Step(int state, int codePoint) => _branches[state].TryGetValue(codePoint, out var next) ? next : Dead;

    public override bool Accepts(int state) => _ends.Contains(state);
}
