using System.Globalization;
using System.Text;
using System.Xml;
using Touchstone.Model;
using Touchstone.Reports.Site;
using Touchstone.Reports.Text;

namespace Touchstone.Reports;

/// <summary>
/// JUnit XML, as CI systems read it: a suite for each runtime, a test for each program. What is not as expected fails;
/// what differs but gates nothing is skipped, with the reason, so that a red build always means the gate.
/// </summary>
public static class JUnitReport
{
    /// <exception cref="IOException">The file could not be written.</exception>
    public static void Write(ReportInput input, string file)
    {
        var settings = new XmlWriterSettings
        {
            Indent = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using var xml = XmlWriter.Create(file, settings);
        var index = new SiteIndex(input);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "touchstone");
        foreach (var runtime in index.Runtimes)
        {
            Suite(xml, index, runtime);
        }
        xml.WriteEndElement();
    }

    private static void Suite(XmlWriter xml, SiteIndex index, RuntimeVerdicts runtime)
    {
        var tests = TestResult.Of(index, runtime);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Visible.Text(runtime.Runtime));
        xml.WriteAttributeString("tests", Number(tests.Length));
        xml.WriteAttributeString(
            "failures",
            Number(tests.Count(test => test.Status == TestStatus.Failed))
        );
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString(
            "skipped",
            Number(tests.Count(test => test.Status == TestStatus.Skipped))
        );
        xml.WriteAttributeString("time", Seconds(tests.Sum(test => test.Microseconds)));
        foreach (var test in tests)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Visible.Text(runtime.Runtime));
            xml.WriteAttributeString("name", test.Name);
            xml.WriteAttributeString("time", Seconds(test.Microseconds));
            if (test.Status != TestStatus.Passed)
            {
                xml.WriteStartElement(test.Status == TestStatus.Failed ? "failure" : "skipped");
                xml.WriteAttributeString("message", test.Message);
                xml.WriteString(test.Detail);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double microseconds) =>
        (microseconds / 1e6).ToString("0.000000", CultureInfo.InvariantCulture);
}
