namespace LocalAI.Plugins.Faces.Tests.Detection;

/// <summary>The generator of Goldens/detectors.py.</summary>
internal sealed class MadeUpNumbers(long seed)
{
    private long _state = seed;

    public float[] Take(int count, float factor = 1, float offset = 0)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            _state = (_state * 1103515245 + 12345) % (1L << 31);
            numbers[i] = (_state >> 8) % 1000 / 1000f * factor + offset;
        }
        return numbers;
    }
}
