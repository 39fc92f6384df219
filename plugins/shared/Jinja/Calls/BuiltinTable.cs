using System.Collections.Frozen;

namespace LocalAI.Plugins.Jinja.Calls;

/// <summary>Builtins by name.</summary>
internal sealed class BuiltinTable
{
    private readonly FrozenDictionary<string, Builtin> _builtins;

    /// <param name="groups">The builtins by their signatures, see <see cref="Signature"/>.</param>
    public BuiltinTable(params IEnumerable<(string Signature, BuiltinBody Body)>[] groups)
    {
        _builtins = groups.SelectMany(group => group)
            .Select(entry => new Builtin(new Signature(entry.Signature), entry.Body))
            .ToFrozenDictionary(builtin => builtin.Name);
    }

    public Builtin? Find(string name) => _builtins.GetValueOrDefault(name);
}
