namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>Numbers for states that are values of another type.</summary>
internal sealed class StateNumbers<T>(IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    private readonly Dictionary<T, int> _numbers = new(comparer);
    private readonly List<T> _values = [];

    public int Count => _values.Count;

    public T this[int number] => _values[number];

    public int NumberOf(T value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            _numbers[value] = number = _values.Count;
            _values.Add(value);
        }
        return number;
    }
}
