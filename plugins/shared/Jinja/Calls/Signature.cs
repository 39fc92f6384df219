namespace LocalAI.Plugins.Jinja.Calls;

/// <summary>The parameters of something built in.</summary>
internal sealed class Signature
{
    private readonly string[] _parameters;
    private readonly int _required;
    private readonly bool _takesAnything;

    /// <param name="description">
    /// The name, and the parameters by position: <c>name(required, optional?)</c>; <c>name(*)</c> takes anything.
    /// </param>
    public Signature(string description)
    {
        var open = description.IndexOf('(', StringComparison.Ordinal);
        Name = description[..open];
        var parameters = description[(open + 1)..^1];
        _takesAnything = parameters == "*";
        var names = _takesAnything || parameters.Length == 0 ? [] : parameters.Split(", ");
        _required = names.Count(name => !name.EndsWith('?'));
        _parameters = [.. names.Select(name => name.TrimEnd('?'))];
    }

    public string Name { get; }

    public BoundArguments Bind(CallArguments arguments)
    {
        if (_takesAnything)
            return new BoundArguments(Name, arguments.Positional, arguments);
        if (arguments.Positional.Length > _parameters.Length)
            throw TemplateFault.Evaluation(
                $"{Name}() takes at most {_parameters.Length} arguments ({arguments.Positional.Length} given)");
        if (arguments.Named.Length == 0 && arguments.Positional.Length >= _required)
            return new BoundArguments(Name, arguments.Positional, arguments);
        return BindNamed(arguments);
    }

    private BoundArguments BindNamed(CallArguments arguments)
    {
        var values = new JinjaValue?[_parameters.Length];
        arguments.Positional.CopyTo(values, 0);
        foreach (var (name, value) in arguments.Named)
        {
            var at = Array.IndexOf(_parameters, name);
            if (at < 0)
                throw TemplateFault.Evaluation($"{Name}() got an unexpected keyword argument '{name}'");
            if (values[at] is not null)
                throw TemplateFault.Evaluation($"{Name}() got multiple values for argument '{name}'");
            values[at] = value;
        }
        for (var i = 0; i < _required; i++)
        {
            if (values[i] is null)
                throw TemplateFault.Evaluation($"{Name}() missing the required argument '{_parameters[i]}'");
        }
        return new BoundArguments(Name, values, arguments);
    }
}
