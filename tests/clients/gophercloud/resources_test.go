// Resources of a stack, and the types that they are of.
package gophercloud_test

import (
	"sort"
	"testing"
	"time"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/resourcetypes"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/stackresources"
)

// unsupported are the types that are listed, as templates of them can come with a Heat, but have
// no schema.
var unsupported = map[string]bool{"AWS::CloudWatch::Alarm": true, "AWS::RDS::DBInstance": true}

func TestResources(t *testing.T) {
	client := heat(t, "demo")
	stack := created(t, client, "resources", readable)

	found, err := stackresources.Find(client, "resources").Extract()
	check(t, err)
	page, err := stackresources.List(
		client, "resources", stack.ID, stackresources.ListOpts{Depth: 1},
	).AllPages()
	check(t, err)
	walked, err := stackresources.ExtractResources(page)
	check(t, err)
	names := []string{}
	for _, resource := range walked {
		names = append(names, resource.Name)
		equal(t, "the status of "+resource.Name, resource.Status, "CREATE_COMPLETE")
		one, err := stackresources.Get(client, "resources", stack.ID, resource.Name).Extract()
		check(t, err)
		equal(t, "the type of "+resource.Name, one.Type, resource.Type)
		equal(t, "the physical id of "+resource.Name, one.PhysicalID, resource.PhysicalID)
		if one.UpdatedTime.IsZero() || one.CreationTime.IsZero() {
			t.Errorf("%s has the times %v and %v", one.Name, one.CreationTime, one.UpdatedTime)
		}
	}
	sort.Strings(names)
	equal(t, "the resources", names, []string{"secret", "value"})
	equal(t, "the number of resources found by name", len(found), 2)

	metadata, err := stackresources.Metadata(client, "resources", stack.ID, "secret").Extract()
	check(t, err)
	equal(t, "the metadata", metadata, map[string]string{"owner": "somebody"})

	check(t, stackresources.MarkUnhealthy(client, "resources", stack.ID, "secret",
		stackresources.MarkUnhealthyOpts{MarkUnhealthy: true, ResourceStatusReason: "out of order"},
	).Err)
	deadline := time.Now().Add(20 * time.Second)
	for {
		one, err := stackresources.Get(client, "resources", stack.ID, "secret").Extract()
		check(t, err)
		if one.Status == "CHECK_FAILED" && one.StatusReason == "out of order" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the resource is %s: %s", one.Status, one.StatusReason)
		}
	}
	err = stackresources.Get(client, "resources", stack.ID, "none").Err
	if _, missing := err.(gophercloud.ErrDefault404); !missing {
		t.Errorf("an unknown resource gives %T: %v", err, err)
	}
	remove(t, client, stack)
}

func TestResourceTypes(t *testing.T) {
	client := heat(t, "demo")
	page, err := stackresources.ListTypes(client).AllPages()
	check(t, err)
	names, err := stackresources.ExtractResourceTypes(page)
	check(t, err)
	sort.Sort(names)
	if at := names[sort.Search(names.Len(), func(at int) bool {
		return names[at] >= "OS::Heat::RandomString"
	})]; at != "OS::Heat::RandomString" {
		t.Errorf("OS::Heat::RandomString is not listed, but %s", at)
	}
	named, err := resourcetypes.List(
		client, resourcetypes.ListOpts{NameRegex: "OS::Heat::Rand.*"},
	).Extract()
	check(t, err)
	equal(t, "the types by a pattern", named,
		[]resourcetypes.ResourceTypeSummary{{ResourceType: "OS::Heat::RandomString"}})
	described, err := resourcetypes.List(client, resourcetypes.ListOpts{
		WithDescription: true, SupportStatus: resourcetypes.SupportStatusSupported,
	}).Extract()
	check(t, err)
	equal(t, "whether fewer types are supported", len(described) < len(names), true)

	for _, name := range names {
		if unsupported[name] {
			err := resourcetypes.GetSchema(client, name).Err
			if _, refused := err.(gophercloud.ErrDefault400); !refused {
				t.Errorf("%s gives %T: %v", name, err, err)
			}
			continue
		}
		schema, err := resourcetypes.GetSchema(client, name).Extract()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		equal(t, "the type of a schema", schema.ResourceType, name)
		for _, kind := range []resourcetypes.GeneratedTemplateType{
			resourcetypes.TemplateTypeHOT, resourcetypes.TemplateTypeCFn,
		} {
			options := resourcetypes.GenerateTemplateOpts{TemplateType: kind}
			generated, err := resourcetypes.GenerateTemplate(client, name, options).Extract()
			if err != nil || generated == nil {
				t.Errorf("template of %s: %v", name, err)
			}
		}
	}

	random, err := resourcetypes.GetSchema(client, "OS::Heat::RandomString").Extract()
	check(t, err)
	length := random.Properties["length"]
	equal(t, "the type of a property", length.Type, resourcetypes.IntegerProperty)
	equal(t, "the range of a property", *length.Constraints[0].Range,
		resourcetypes.MinMaxConstraint{Min: 1, Max: 512})
	older, err := stackresources.Schema(client, "OS::Heat::RandomString").Extract()
	check(t, err)
	equal(t, "the type of the older schema", older.ResourceType, "OS::Heat::RandomString")
	text, err := stackresources.Template(client, "OS::Heat::RandomString").Extract()
	check(t, err)
	if len(text) == 0 {
		t.Error("the older template is empty")
	}
	err = resourcetypes.GetSchema(client, "OS::Heat::NoSuchType").Err
	if _, missing := err.(gophercloud.ErrDefault404); !missing {
		t.Errorf("an unknown type gives %T: %v", err, err)
	}
}
