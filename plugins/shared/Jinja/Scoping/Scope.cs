namespace LocalAI.Plugins.Jinja.Scoping;

/// <summary>
/// The names of one scope while a template is compiled. Jinja decides by the text alone which variable a name means: first every
/// name that a scope reads or assigns is declared, in the order of the text, then the scopes inside of it follow.
/// </summary>
internal sealed class Scope
{
    private readonly Scope? _outer;
    private readonly Dictionary<string, Variable> _variables;
    private readonly Dictionary<string, Variable> _visible;
    private readonly Dictionary<Variable, (LoadKind Kind, string Name, Variable? Source)> _loads;
    private readonly HashSet<string> _stores;

    private Scope(TemplateScope template, FunctionScope function, Scope? outer)
    {
        Template = template;
        Function = function;
        _outer = outer;
        _variables = [];
        _visible = [];
        _loads = [];
        _stores = [];
    }

    /// <summary>The same scope, seen from one branch of an if: what a branch declares counts only when all branches are known.</summary>
    private Scope(Scope original, bool copies)
    {
        Template = original.Template;
        Function = original.Function;
        _outer = original._outer;
        IsTopLevel = original.IsTopLevel;
        LoopDepth = original.LoopDepth;
        _variables = original._variables;
        _visible = copies ? new(original._visible) : original._visible;
        _loads = copies ? new(original._loads) : original._loads;
        _stores = copies ? [.. original._stores] : original._stores;
    }

    public TemplateScope Template { get; }

    public FunctionScope Function { get; }

    /// <summary>Whether what is assigned here is a variable of the template itself.</summary>
    public bool IsTopLevel { get; private init; }

    /// <summary>Whether an unknown filter fails only when it is reached.</summary>
    public bool IsSoft { get; private init; }

    /// <summary>How many loops a break could leave.</summary>
    public int LoopDepth { get; private init; }

    public static Scope Root(TemplateScope template, FunctionScope function) => new(template, function, null) { IsTopLevel = true };

    /// <summary>A scope that sees only what comes from outside of the template, as a block does.</summary>
    public Scope Isolated(FunctionScope function) => new(Template, function, null);

    /// <summary>A scope inside of this one, in the same frame.</summary>
    public Scope Inner(bool isLoop = false) => new(Template, Function, this) { LoopDepth = LoopDepth + (isLoop ? 1 : 0) };

    /// <summary>A scope inside of this one, with a frame of its own.</summary>
    public Scope Inner(FunctionScope function, bool isLoop = false) => new(Template, function, this) { LoopDepth = isLoop ? 1 : 0 };

    /// <summary>This scope where code may never be reached.</summary>
    public Scope Soft() => IsSoft ? this : new Scope(this, copies: false) { IsSoft = true };

    public Scope Branch()
    {
        Template.Copies(_visible.Count);
        return new Scope(this, copies: true);
    }

    /// <summary>A name is read.</summary>
    public void Load(string name)
    {
        if (FindVariable(name) is null)
            Define(name, LoadKind.Resolve, null);
    }

    /// <summary>A name is assigned.</summary>
    public void Store(string name)
    {
        _stores.Add(name);
        if (_visible.ContainsKey(name))
            return;
        var source = _outer?.FindVariable(name);
        Define(name, source is null ? LoadKind.Undefined : LoadKind.Alias, source);
    }

    /// <summary>A name is set by who enters the scope.</summary>
    public Variable Parameter(string name)
    {
        _stores.Add(name);
        return Define(name, LoadKind.Parameter, null);
    }

    /// <summary>Takes over what the branches of an if declare: a name that one of them assigns has its value from before else.</summary>
    public void Merge(params ReadOnlySpan<Scope> branches)
    {
        var stores = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var branch in branches)
            stores.UnionWith(branch._stores);
        stores.ExceptWith(_stores);

        foreach (var branch in branches)
        {
            foreach (var (name, variable) in branch._visible)
                _visible[name] = variable;
            foreach (var (variable, load) in branch._loads)
                _loads[variable] = load;
            _stores.UnionWith(branch._stores);
        }
        foreach (var name in stores)
        {
            var source = _outer?.FindVariable(name);
            _loads[FindVariable(name)!] = (source is null ? LoadKind.Resolve : LoadKind.Alias, name, source);
        }
    }

    /// <summary>Where a declared name is.</summary>
    public VariablePlace Place(string name) =>
        Place(FindVariable(name) ?? throw new InvalidOperationException($"'{name}' was not declared."));

    /// <summary>The slot of a name that is assigned here.</summary>
    public int Slot(string name) => _visible[name].Slot;

    /// <summary>What has to be done on entering, once all is declared.</summary>
    public ScopeEntry Entry()
    {
        var loads = new List<ScopeEntry.Load>();
        foreach (var (variable, (kind, name, source)) in _loads)
        {
            if (kind == LoadKind.Resolve)
                Template.FreeNames.Add(name);
            if (kind != LoadKind.Parameter)
            {
                var resolved = kind == LoadKind.Resolve ? new StringValue(name) : null;
                loads.Add(new(variable.Slot, kind, resolved, source is null ? default : Place(source)));
            }
        }
        return new ScopeEntry(loads);
    }

    private VariablePlace Place(Variable variable)
    {
        var hops = 0;
        for (var function = Function; function != variable.Function; function = function.Outer!)
            hops++;
        return new VariablePlace(hops, variable.Slot);
    }

    private Variable? FindVariable(string name) =>
        _visible.TryGetValue(name, out var variable) ? variable : _outer?.FindVariable(name);

    private Variable Define(string name, LoadKind kind, Variable? source)
    {
        if (!_variables.TryGetValue(name, out var variable))
            _variables[name] = variable = Function.NewVariable();
        _visible[name] = variable;
        _loads[variable] = (kind, name, source);
        return variable;
    }
}
