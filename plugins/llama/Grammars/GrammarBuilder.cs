using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// Collects the rules of one GBNF grammar. Several schemas, literals and alternatives can be put together in one: make expressions with
/// <see cref="Expression"/> and <see cref="JsonSchemaGrammar.AddTo"/>, name those that repeat with <see cref="Define"/>, then
/// <see cref="Build"/>.
/// </summary>
/// <param name="field">The field of the request that asks for the grammar, for messages.</param>
internal sealed class GrammarBuilder(string field)
{
    /// <summary>The most rules, and the most characters of all of them.</summary>
    private const int MostRules = 20_000;
    private const int MostCharacters = 1 << 20;

    /// <summary>Up to here a repetition is spelled out.</summary>
    private const int MostSpelledOut = 1000;

    private readonly Dictionary<string, Expression?> _rules = [];
    private readonly Dictionary<string, Expression> _sharedByText = [];
    private readonly Dictionary<string, int> _lastNumber = [];
    private readonly Dictionary<string, string?> _places = [];
    private long _characters;

    /// <summary>The field of the request that asks for the grammar.</summary>
    public string Field { get; } = field;

    /// <summary>What may be spent on all schemas of this grammar together.</summary>
    public Effort Effort { get; } = new(field);

    /// <summary>Whether so much was written that what is not needed is better left out.</summary>
    public bool IsCrowded => _characters > MostCharacters / 4;

    /// <summary>Takes a rule name that is still free, so that expressions can refer to a rule before it is defined.</summary>
    /// <param name="wish">The name wished for: what GBNF does not allow becomes a hyphen, and a number makes it unique.</param>
    /// <param name="place">What the rule stands for, such as the JSON pointer of a schema, for messages.</param>
    public string Reserve(string wish, string? place = null)
    {
        var stem = Sanitize(wish);
        var name = stem;
        while (_rules.ContainsKey(name))
            name = $"{stem}-{_lastNumber[stem] = _lastNumber.GetValueOrDefault(stem) + 1}";
        if (_rules.Count >= MostRules)
            throw TooLarge($"needs more than {MostRules} rules");
        _rules.Add(name, null);
        _places[name] = place;
        return name;
    }

    /// <summary>Says what a reserved rule matches.</summary>
    /// <returns>A reference to the rule.</returns>
    public Expression Define(string reserved, Expression expression)
    {
        _characters += reserved.Length + expression.Text.Length + " ::= \n".Length;
        if (_characters > MostCharacters)
            throw TooLarge($"becomes a grammar of more than {MostCharacters} characters");
        _rules[reserved] = expression;
        return Reference(reserved);
    }

    /// <summary>A reference to the rule of that name.</summary>
    public static Expression Reference(string rule) => new RuleExpression(rule);

    /// <summary>Gives an expression a rule of its own; the same expression gets the same rule again.</summary>
    public Expression Share(string wish, Expression expression)
    {
        if (expression.IsNever || expression.IsEmpty || expression is RuleExpression)
            return expression;
        if (!_sharedByText.TryGetValue(expression.Text, out var shared))
            _sharedByText[expression.Text] = shared = Define(Reserve(wish), expression);
        return shared;
    }

    /// <summary>The item so many times, however many.</summary>
    /// <param name="wish">A name for rules that this needs.</param>
    /// <param name="item">What is repeated.</param>
    /// <param name="least">Fewest times.</param>
    /// <param name="most">Most times, null for any number.</param>
    public Expression Repeat(string wish, Expression item, int least, int? most)
    {
        if (most < least)
            return Expression.Never;
        if (item.IsNever || item.IsEmpty || (most ?? least) <= MostSpelledOut)
            return Expression.Repeat(item is RuleExpression ? item : Share(wish, item), least, most);

        // Doubling: a rule for 2, 4, 8 … items, so that a count needs as many rules as it has binary digits.
        var powers = new List<Expression> { Share(wish, item) };
        while (1L << powers.Count <= (most ?? least))
            powers.Add(Share($"{wish}-{1L << powers.Count}", Expression.Sequence(powers[^1], powers[^1])));

        var exactly = Expression.Sequence(
            Enumerable.Range(0, powers.Count).Reverse().Where(bit => (least >> bit & 1) == 1).Select(bit => powers[bit]));
        return Expression.Sequence(exactly, most is null ? Expression.Repeat(powers[0], 0, null) : UpTo(wish, powers, most.Value - least));
    }

    /// <summary>The grammar as text, with <paramref name="root"/> in front and only the rules it needs.</summary>
    /// <param name="root">The rule that the whole text has to match.</param>
    /// <exception cref="EngineException">No text can match.</exception>
    public string Build(string root)
    {
        Prune(root);
        var text = new StringBuilder();
        var seen = new HashSet<string> { root };
        var todo = new Queue<string>([root]);
        while (todo.TryDequeue(out var name))
        {
            var expression = _rules[name]!;
            text.Append(name).Append(" ::= ").Append(expression.Text).Append('\n');
            foreach (var reference in expression.References.Where(seen.Add))
                todo.Enqueue(reference);
        }
        return text.ToString();
    }

    /// <summary>Drops what can never end: a model led into it could only go on until its context is full.</summary>
    private void Prune(string root)
    {
        var productive = Productive();
        if (!productive.Contains(root))
            throw Unproductive(root, productive);
        foreach (var name in productive)
            _rules[name] = _rules[name]!.Without(rule => !productive.Contains(rule));
    }

    /// <summary>The rules that some finite text matches.</summary>
    private HashSet<string> Productive()
    {
        var users = _rules.SelectMany(rule => (rule.Value?.References ?? []).Distinct().Select(used => (used, rule.Key)))
            .ToLookup(pair => pair.used, pair => pair.Key);
        var productive = new HashSet<string>();
        var todo = new Queue<string>(_rules.Keys);
        while (todo.TryDequeue(out var name))
        {
            if (productive.Contains(name) || _rules[name]?.IsProductive(productive.Contains) != true)
                continue;
            productive.Add(name);
            foreach (var user in users[name])
                todo.Enqueue(user);
        }
        return productive;
    }

    /// <summary>Follows the rules that nothing can match to one that needs no other such, or comes around.</summary>
    private EngineException Unproductive(string root, HashSet<string> productive)
    {
        var passed = new HashSet<string>();
        var (rule, place) = (root, "#");
        while (passed.Add(rule))
        {
            place = _places[rule] ?? place;
            if (_rules[rule]!.References.FirstOrDefault(reference => !productive.Contains(reference)) is not { } next)
            {
                return new EngineException(EngineFailure.InvalidInput,
                    $"The JSON schema in {Field} allows no value at {place}; loosen one of the keywords there.");
            }
            rule = next;
        }
        return new EngineException(EngineFailure.InvalidInput,
            $"The JSON schema in {Field} refers to itself without end at {place}; make a property there optional or allow null.");
    }

    /// <summary>Any number of items up to <paramref name="most"/>.</summary>
    private Expression UpTo(string wish, List<Expression> powers, int most)
    {
        // Fewer than 2^k items: perhaps 2^(k-1) of them, then fewer than that.
        var below = new List<Expression> { Expression.Empty };
        while (1L << below.Count <= most + 1L)
        {
            var bit = below.Count - 1;
            below.Add(Share($"{wish}-below-{1L << below.Count}", Expression.Sequence(Expression.Optional(powers[bit]), below[bit])));
        }

        // Either fewer than the highest power of two in it, or that many and up to the rest.
        var upTo = Expression.Empty;
        for (var bit = 0; bit < powers.Count && 1L << bit <= most; bit++)
        {
            if ((most >> bit & 1) == 1)
                upTo = Share($"{wish}-up-to", Expression.Choice(below[bit], Expression.Sequence(powers[bit], upTo)));
        }
        return upTo;
    }

    private EngineException TooLarge(string what) =>
        new(EngineFailure.InvalidInput, $"The JSON schema in {Field} {what}; give a smaller one.");

    private static string Sanitize(string wish)
    {
        var name = new string([.. wish.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        return name.Length == 0 ? "rule" : name;
    }
}
