namespace LocalAI.Plugins.Jinja.Operations;

/// <summary>The floating point operations that Python defines otherwise than .NET.</summary>
internal static class Floating
{
    public static double FloorDivide(double left, double right)
    {
        if (right == 0)
            throw TemplateFault.Evaluation("float floor division by zero");
        var remainder = Modulo(left, right);
        var quotient = (left - remainder) / right;
        if (quotient == 0)
            return Math.CopySign(0, left / right);
        var floor = Math.Floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /// <summary>The remainder with the sign of the divisor.</summary>
    public static double Modulo(double left, double right)
    {
        if (right == 0)
            throw TemplateFault.Evaluation("float modulo by zero");
        var remainder = left % right;
        if (remainder == 0)
            return Math.CopySign(0, right);
        return remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    public static double Power(double left, double right)
    {
        if (left == 0 && right < 0)
            throw TemplateFault.Evaluation("0.0 cannot be raised to a negative power");
        if (left < 0 && double.IsFinite(left) && double.IsFinite(right) && right != Math.Floor(right))
            throw TemplateFault.Evaluation("a complex number is no value of a template");
        var power = Math.Pow(left, right);
        if (double.IsInfinity(power) && double.IsFinite(left) && double.IsFinite(right))
            throw TemplateFault.Evaluation("numerical result out of range");
        return power;
    }
}
