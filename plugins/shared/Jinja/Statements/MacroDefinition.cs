using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>The parameters and the body of a macro or of a call block.</summary>
internal sealed class MacroDefinition(int offset, string? name, MacroParameter[] parameters, Block body)
{
    private const string Caller = "caller";
    private const string Named = "kwargs";
    private const string Positional = "varargs";

    private readonly int[] _slots = new int[parameters.Length];
    private readonly Dictionary<string, int> _positions = parameters.Select((parameter, at) => (parameter.Name, at)).ToDictionary();
    private FunctionScope _function = null!;
    private ScopeEntry _entry = null!;
    private int _callerSlot = -1;
    private int _namedSlot = -1;
    private int _positionalSlot = -1;

    public string? Name => name;

    public MacroParameter[] Parameters => parameters;

    public int Slots => _function.Slots;

    public bool TakesNamed => _namedSlot >= 0;

    public bool TakesPositional => _positionalSlot >= 0;

    public bool TakesCaller { get; private set; }

    /// <summary>Runs the body in a frame of its own; what it writes is the macro's value.</summary>
    public void Execute(Frame frame, CallArguments arguments)
    {
        BindArguments(frame, arguments);
        _entry.Run(frame);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            frame.Slots[_slots[i]] ??= parameter.Default?.Evaluate(frame)
                ?? new UndefinedValue(() => $"parameter '{parameter.Name}' was not provided");
        }
        body.Execute(frame);
    }

    public void Bind(Scope outer)
    {
        _function = new FunctionScope(outer.Function);
        var scope = outer.Inner(_function);
        for (var i = 0; i < parameters.Length; i++)
            _slots[i] = scope.Parameter(parameters[i].Name).Slot;
        BindSpecial(scope);
        foreach (var parameter in parameters)
            parameter.Default?.Declare(scope);
        body.Declare(scope);
        _entry = scope.Entry();
        foreach (var parameter in parameters)
            parameter.Default?.Bind(scope);
        body.Bind(scope);
    }

    public bool Reads(string other) => body.Reads(other) || Array.Exists(parameters, parameter => parameter.Default?.Reads(other) == true);

    private void BindSpecial(Scope scope)
    {
        var explicitCaller = Array.Find(parameters, parameter => parameter.Name == Caller);
        TakesCaller = body.Reads(Caller);
        if (TakesCaller && explicitCaller is { Default: null })
            throw new TemplateFault(JinjaErrorKind.Syntax, "The parameter caller needs a default.", offset);
        if (TakesCaller && explicitCaller is null)
            _callerSlot = scope.Parameter(Caller).Slot;
        if (body.Reads(Named) && !Array.Exists(parameters, parameter => parameter.Name == Named))
            _namedSlot = scope.Parameter(Named).Slot;
        if (body.Reads(Positional) && !Array.Exists(parameters, parameter => parameter.Name == Positional))
            _positionalSlot = scope.Parameter(Positional).Slot;
    }

    private void BindArguments(Frame frame, CallArguments arguments)
    {
        var given = arguments.Positional;
        for (var i = 0; i < parameters.Length && i < given.Length; i++)
            frame.Slots[_slots[i]] = given[i];
        var rest = arguments.Named.Length == 0 && _namedSlot < 0 && _callerSlot < 0 ? null : TakeNamed(frame, arguments);

        if (_namedSlot >= 0)
            frame.Slots[_namedSlot] = rest;
        else if (rest is { Count: > 0 })
            throw TemplateFault.Evaluation($"macro '{name}' takes no keyword argument '{((StringValue)rest.Keys[0]).Text}'");
        if (_positionalSlot >= 0)
            frame.Slots[_positionalSlot] = new TupleValue(given.Length > parameters.Length ? given[parameters.Length..] : []);
        else if (given.Length > parameters.Length)
            throw TemplateFault.Evaluation($"macro '{name}' takes not more than {parameters.Length} argument(s)");
    }

    /// <summary>Sets the parameters that are named and gives the names that are left.</summary>
    private DictValue TakeNamed(Frame frame, CallArguments arguments)
    {
        var rest = new DictValue();
        JinjaValue? caller = null;
        foreach (var (key, value) in arguments.Named)
        {
            var at = _positions.GetValueOrDefault(key, -1);
            if (at >= arguments.Positional.Length)
                frame.Slots[_slots[at]] = value;
            else if (key == Caller && _callerSlot >= 0)
                caller = value;
            else
                rest.Set(new StringValue(key), value);
        }
        if (_callerSlot >= 0)
            frame.Slots[_callerSlot] = caller ?? new UndefinedValue(() => "No caller defined");
        return rest;
    }
}
